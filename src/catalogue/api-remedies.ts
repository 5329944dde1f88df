import type { ByRule } from './remedy.ts';

const MCP = 'https://modelcontextprotocol.io/specification/2025-06-18/basic/authorization';

/** Tool servers and interfaces of frameworks; see remedies.ts. */
export const apiRemedies: Readonly<Record<string, ByRule>> = {
  mcp: {
    'anonymous-access': {
      text: 'Bind the server to 127.0.0.1 where only this machine needs it; otherwise let it ask for a bearer token (OAuth, or a gateway that checks one) before it opens a session.',
      docs: MCP,
    },
    'plaintext-transport': {
      text: 'Let a proxy with TLS stand before the server: its bearer tokens travel in clear text.',
      docs: MCP,
    },
  },
  'node-inspector': {
    'anonymous-access': {
      text: 'Start without --inspect in production; where it is needed, bind it to 127.0.0.1 and reach it through a tunnel.',
      docs: 'https://nodejs.org/en/learn/getting-started/debugging#security-implications',
    },
  },
  'mcp-inspector': {
    'anonymous-access': {
      text: 'Start it without DANGEROUSLY_OMIT_AUTH, and bound to 127.0.0.1: whoever reaches it starts programs on this machine. From 2.0 on its page hands out the token, so that the token keeps nobody away.',
      docs: 'https://github.com/modelcontextprotocol/inspector#security-considerations',
    },
  },
};
