const UNTRUSTED =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED|INVALID_CA)$/;
/** SQLSTATE of a user or a password that is wrong. */
const REFUSED = '28P01';
/** SQLSTATE of a connection that no line of pg_hba.conf admits. */
const NOT_ADMITTED = '28000';

/** What an operator can do where Postgres cannot be used: a sentence that names the setting, and no password. */
export function unavailableReason(error: unknown, address: string): string {
  const { message = '', code = '' } = ((error as Error).cause ?? error) as { message?: string; code?: string };
  const at = `Postgres at ${address}`;
  const details = message.replace(/\.$/, '');
  if (code === REFUSED) return `${at} refused the user or the password of STOA_POSTGRES.`;
  if (code === NOT_ADMITTED)
    return `${at} does not admit this connection (${details})${/no encryption/.test(details) ? ': sslmode=verify-full in STOA_POSTGRES connects over TLS' : ''}.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The certificate of ${at} is for other hosts (${details}): STOA_POSTGRES names the host as the certificate does.`;
  if (UNTRUSTED.test(code))
    return `The certificate of ${at} is not trusted (${details}); sslrootcert in STOA_POSTGRES names the certificate of its CA.`;
  if (/server does not support SSL/i.test(details)) return `${at} does not speak TLS, which sslmode in STOA_POSTGRES asks for.`;
  if (code === 'ENOENT' || code === 'EACCES') return `A file that STOA_POSTGRES names cannot be read (${details}).`;
  return `Postgres does not respond at ${address}: ${message || code || 'no reason given'}`;
}
