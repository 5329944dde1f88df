/** FTP: the server speaks first. Its greeting is that of SMTP; what it answers to FEAT and PWD tells them apart. */
import { ftp as header } from '../ftp/header.ts';
import { lookAtFtp } from '../ftp/look.ts';
import { tryFtpAccounts } from '../ftp/accounts.ts';
import type { Family } from '../service.ts';

/** It welcomes, or turns away: RFC 959, section 5.4. */
const GREETING = /^(?:220[ -]|421[ -][^\r\n]*FTP)/i;
const MAIL = /^(?:220|421)[ -][^\r\n]*\b(?:E?SMTP|LMTP|Postfix|Exim|Sendmail|MAIL Service)\b/i;

export const ftp: Family = {
  id: 'ftp',
  sends: header.sends,
  // Unasked, or late: after the ClientHello that follows the wait.
  recognises(answer, question) {
    const said = answer.toString('latin1', 0, 1024);
    return (question === 'wait' || question === 'tls') && GREETING.test(said) && !MAIL.test(said);
  },
  look: lookAtFtp,
  accounts: tryFtpAccounts,
};
