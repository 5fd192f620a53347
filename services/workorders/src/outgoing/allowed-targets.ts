import { BlockList, isIP, isIPv6 } from "node:net";

/** Addresses that are no public host's: this machine, private networks, link-local ones with the metadata services of clouds, and what IANA keeps for other purposes. */
const SPECIAL_PURPOSE = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"],
  ...["192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
  ...["::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10"],
  ...["fec0::/10", "ff00::/8"],
];
const HOST_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** Where requests may go that an administrator has asked for: public addresses, and what the installation's operator allows beside them. */
export class AllowedTargets {
  readonly #special = blockList(SPECIAL_PURPOSE);
  readonly #allowed: BlockList;
  readonly #hosts: ReadonlySet<string>;

  /** @param allowed addresses, networks (`10.20.0.0/16`) and host names, as `isTarget` takes them */
  constructor(allowed: readonly string[]) {
    const isNumber = (each: string) => isIP(each.replace(/\/.*/, "")) !== 0;
    this.#allowed = blockList(allowed.filter(isNumber));
    this.#hosts = new Set(allowed.filter((each) => !isNumber(each)).map((each) => each.toLowerCase()));
  }

  /** Whatever a host of this name resolves to. */
  allowsHost(name: string): boolean {
    return this.#hosts.has(name.toLowerCase());
  }

  /** An IPv4 address within an IPv6 one is judged as itself. */
  allowsAddress(address: string): boolean {
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    return this.#allowed.check(address, family) || !this.#special.check(address, family);
  }
}

/** Whether a text is an address, a network or the name of a host. */
export function isTarget(text: string): boolean {
  const [address = "", bits, more] = text.split("/");
  const version = isIP(address);
  if (version === 0) return bits === undefined && HOST_NAME.test(text.toLowerCase()) && !/^[\d.]+$/.test(text);
  return more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32)));
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
