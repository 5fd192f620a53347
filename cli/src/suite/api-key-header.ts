/**
 * What shows an API key to a suite that asks for one; nothing where none is given.
 * @param key default: that of `PHM_API_KEY`
 */
export function apiKeyHeader(env: NodeJS.ProcessEnv = process.env, key: string | undefined = env.PHM_API_KEY): Record<string, string> {
  return key === undefined || key === "" ? {} : { authorization: `Bearer ${key}` };
}
