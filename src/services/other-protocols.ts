/* oxlint-disable no-control-regex -- binary greetings are matched one character a byte */
/** Protocols that are told by a greeting, or by how they refuse the question of another protocol. One entry a protocol. */

export interface OtherProtocol {
  /** As in the field `protocol` of an observation. */
  readonly id: string;
  /** In a sentence: “It speaks …”. */
  readonly name: string;
  /** Product id of the catalogue, where the protocol leaves no other. */
  readonly product?: string;
  /** Over the first bytes, one character a byte. */
  readonly says: RegExp;
  /** Too common a word for an answer: believed unasked, or late, after the ClientHello that follows the wait. */
  readonly greetingOnly?: boolean;
  /** The words are shared: they mean this protocol on these ports only. */
  readonly ports?: readonly number[];
  /** The words of a server that turns everybody away for now. */
  readonly busy?: RegExp;
  /** The greeting is a line of text. */
  readonly hasText?: boolean;
}

export const otherProtocols: readonly OtherProtocol[] = [
  // RFC 4253, section 4.2
  { id: 'ssh', name: 'SSH', says: /^(?:[^\r\n]{0,200}\r?\n){0,3}SSH-\d\.\d+-/, hasText: true },
  // RFC 5321, section 4.2; the word SMTP in the greeting is a custom that few servers leave
  {
    id: 'smtp',
    name: 'SMTP',
    says: /^(?:220|421|554)[ -][^\r\n]*\b(?:E?SMTP|LMTP|Postfix|Exim|Sendmail|MAIL Service)\b/i,
    greetingOnly: true,
    busy: /^421/,
    hasText: true,
  },
  // RFC 1939, section 4, and RFC 3501, section 7.1
  { id: 'pop3', name: 'POP3', says: /^\+OK [^\r\n]{2}/, greetingOnly: true, hasText: true },
  {
    id: 'imap',
    name: 'IMAP',
    says: /^\* (?:OK|PREAUTH|BYE)[ \r]/,
    greetingOnly: true,
    busy: /^\* BYE/,
    hasText: true,
  },
  // RFC 6143, section 7.1.1
  { id: 'rfb', name: 'RFB (VNC)', says: /^RFB \d{3}\.\d{3}\n/, hasText: true },
  // https://nsq.io/clients/tcp_protocol_spec.html
  {
    id: 'nsq',
    name: 'NSQ',
    product: 'nsq',
    says: /^\0\0\0[\x10-\xff]\0\0\0\x01E_(?:BAD_PROTOCOL|INVALID)/,
  },
  // RFC 854: a command, an option; two of them, because one could be chance
  { id: 'telnet', name: 'Telnet', says: /^(?:\xff[\xfb-\xfe][\0-\x31]){2}/, greetingOnly: true },
  // RFC 1459
  {
    id: 'irc',
    name: 'IRC',
    says: /^(?::\S{1,100} )?(?:NOTICE (?:AUTH|\*) :|ERROR :Closing [Ll]ink)/,
    hasText: true,
  },
  // https://mpd.readthedocs.io/en/latest/protocol.html
  {
    id: 'mpd',
    name: 'the Music Player Daemon’s protocol',
    says: /^OK MPD \d/,
    greetingOnly: true,
    hasText: true,
  },
  // https://svn.apache.org/repos/asf/subversion/trunk/subversion/libsvn_ra_svn/protocol
  { id: 'svn', name: 'Subversion', says: /^\( success \( \d \d /, greetingOnly: true },
  // RFC 6120, section 4.9.1
  { id: 'xmpp', name: 'XMPP', says: /^(?:<\?xml[^>]{0,100}\?>\s*)?<stream:(?:stream|error)[ >]/ },
  // https://www.zabbix.com/documentation/current/en/manual/appendix/protocols/header_datalen
  { id: 'zabbix', name: 'Zabbix', says: /^ZBXD[\x01-\x07]/ },
  // RFC 9113, section 3.4: a server begins with SETTINGS, which a gRPC server sends unasked
  {
    id: 'http2',
    name: 'HTTP/2 without HTTP/1.1, as gRPC servers do',
    says: /^\0\0[\0-\xfc]\x04\0\0\0\0\0(?![^\0])/,
  },
  // RFC 23 of ZeroMQ, section 3
  { id: 'zmtp', name: 'ZeroMQ', says: /^\xff\0{7}[\0-\xff]\x7f/, greetingOnly: true },
  // https://activemq.apache.org/components/classic/documentation/openwire-version-2-specification
  {
    id: 'openwire',
    name: 'OpenWire',
    product: 'activemq',
    says: /^\0\0[\0-\xff]{2}\x01ActiveMQ\0/,
    greetingOnly: true,
  },
  // https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings
  {
    id: 'elastic-transport',
    name: 'the transport protocol of Elasticsearch and OpenSearch',
    says: /^This is not an? HTTP port/,
  },
];
