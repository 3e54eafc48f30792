// Docker's question whether this container serves: 0 or 1.
const { STOA_PORT = '3000', STOA_HEALTH = '/health/ready' } = process.env;
const answer = await fetch(`http://127.0.0.1:${STOA_PORT}${STOA_HEALTH}`, { signal: AbortSignal.timeout(3_000) }).catch(
  () => undefined,
);
process.exit(answer?.ok ? 0 : 1);
