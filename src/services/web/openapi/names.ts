/** Routes that are not to be asked though they are GETs, by the words of their paths and names. Pure. */

/** What acts, what hands out a session, what is large, and what never ends. */
const UNSAFE = new Set(
  `logout logoff signout signoff login signin signup register oauth oauth2 authorize token callback sso saml
  delete remove destroy drop purge clear flush reset wipe truncate
  send mail notify publish post put patch create add insert new update set edit save upload import
  run execute exec invoke call trigger start stop restart shutdown reboot kill pause resume cancel abort
  enable disable activate deactivate approve reject confirm verify accept decline grant revoke rotate generate
  deploy install uninstall upgrade migrate restore backup dump export download archive sync refresh rebuild reindex
  scan crawl fetch proxy redirect pay buy charge checkout refund transfer subscribe unsubscribe unlock lock
  stream events watch follow tail subscribe sse ws websocket poll heapdump threaddump profile`.split(
    /\s+/,
  ),
);

/** Health and version, which most servers tell anyone. */
const STATE =
  /\/(?:health|healthz|healthcheck|health-check|live|livez|liveness|ready|readyz|readiness|alive|ping|version|versions|info|about|status|heartbeat|openapi\.json|swagger\.json|robots\.txt|favicon\.ico)\/?$/i;

/** `/users/{id}/resetPassword`: users, id, reset, password. A plural or a gerund counts as its word. */
function wordsOf(text: string): string[] {
  return text
    .slice(0, 1000)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}

export function isUnsafe(names: string): boolean {
  return wordsOf(names).some(
    (word) => UNSAFE.has(word) || UNSAFE.has(word.replace(/(?:s|ing|ed)$/, '')),
  );
}

export function speaksOfState(template: string): boolean {
  return STATE.test(template);
}
