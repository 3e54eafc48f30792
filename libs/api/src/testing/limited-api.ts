import { NO_RATES, type Rates } from '@stoa/http';
import { TrustedProxies } from '@stoa/visitors';
import { apiUnderTest, type ApiUnderTest } from './api-under-test.ts';
import { viewsUnderTest } from './views-under-test.ts';

/** An API with these rates and no others; `x-forwarded-for` says which address a request comes from. */
export async function limitedTo(rates: Partial<Rates>): Promise<ApiUnderTest> {
  const views = { ...viewsUnderTest(), trusted: TrustedProxies.parse('127.0.0.1') };
  return apiUnderTest({ rates: { ...NO_RATES, ...rates }, views });
}
