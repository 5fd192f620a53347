/**
 * What of a lockfile would let something else be installed than what was looked at: a package without a hash, or from elsewhere than the
 * registry.
 * @param {{ packages?: Record<string, { resolution?: { integrity?: string, tarball?: string, type?: string } }> }} lockfile
 * @returns {string[]}
 */
export function lockfileProblems({ packages = {} }) {
  return Object.entries(packages).flatMap(([id, { resolution = {} }]) => {
    if (resolution.type !== undefined || resolution.tarball !== undefined) return [`${id} does not come from the registry`];
    return /^sha512-[A-Za-z0-9+/=]{80,}$/.test(resolution.integrity ?? "") ? [] : [`${id} has no SHA-512`];
  });
}
