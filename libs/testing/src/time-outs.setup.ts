import { PATIENCE } from './patience.ts';

// Jest runs this before each spec file. A test that takes this long hangs: it is no statement about speed.
const HERMETIC_MS = 120_000;
const OTHERS_MS = 600_000;
const isHermetic = !/\.(servers|chaos|corpus)\.spec\.ts$/.test(expect.getState().testPath ?? '');
import.meta.jest.setTimeout((isHermetic ? HERMETIC_MS : OTHERS_MS) * PATIENCE);
