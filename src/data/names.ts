/** Longer names are cut before they are looked at. */
const MOST = 200;

/** `userEmailAddress`, `user-email.address` and `USER_EMAIL_ADDRESS` as `_user_email_address_`, for patterns of words. */
export function wordsOf(name: string): string {
  const words = name
    .slice(0, MOST)
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '');
  return `_${words}_`;
}

/** What a field tells about another thing: when, whether, how many. It holds none of the thing itself. */
const ABOUT =
  /_(?:at|on|count|total|num|type|status|state|enabled|disabled|verified|confirmed|valid|validated|flag|length|len|size|format|template|templates|policy|required|expiry|expires|expired|expiration|expires_in|ttl|version|hint|limit|quota|usage|used|remaining|cost|price|rotated|created|updated|changed|sent|opened|bounced|score|rank|is|has|source|channel|provider|domain|count_total|date|time|ts|seconds|ms)_$|^_(?:is|has|can|should|num|count|total|max|min|avg)_/;

/** A digest tells a key apart without being one. */
const DIGEST =
  /_(?:hash|hashed|digest|checksum|fingerprint|thumbprint|etag|sha|sha1|sha2|sha256|sha512|md5|crc32|hmac)_$|_(?:hashed|digest_of|hash_of)_/;

export function isAbout(words: string): boolean {
  return ABOUT.test(words);
}

export function isDigestName(words: string): boolean {
  return DIGEST.test(words);
}
