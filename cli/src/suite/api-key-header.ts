/** What shows the API key of `PHM_API_KEY` to a suite that asks for one; nothing where none is given. */
export function apiKeyHeader(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const key = env.PHM_API_KEY;
  return key === undefined || key === "" ? {} : { authorization: `Bearer ${key}` };
}
