/** Ranges that name no subscriber: private, loopback, documentation, multicast (IANA special-purpose registries). */
const SPECIAL_V4 =
  /^(?:0|10|127|22[4-9]|23\d|24\d|25[0-5])\.|^169\.254\.|^192\.(?:168|0\.[02])\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^198\.1[89]\.|^(?:1\.1\.1\.1|8\.8\.[48]\.[48])$/;
const SPECIAL_V6 = /^(?:::|f[cdef]|2001:db8|100:|64:ff9b)/i;

const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
/** Good enough where the cell holds nothing else: at least two colons and only what an address is written with. */
const V6 = /^(?=[\da-f:]{6,39}$)[\da-f]{1,4}(?::[\da-f]{0,4}){2,7}$/i;

/** An address that somebody has been given; resolvers that everybody uses are none. */
export function isPublicIp(text: string): boolean {
  const bare = text.trim().replace(/^::ffff:(?=\d)/i, '');
  if (V4.test(bare)) return !SPECIAL_V4.test(bare);
  return V6.test(bare) && !/^(?:[\da-f]{2}:){5}[\da-f]{2}$/i.test(bare) && !SPECIAL_V6.test(bare);
}
