import { data, type Product } from './product.ts';
import { known, web } from './listed.ts';

/** Interfaces for programs and for developers: tool servers, debuggers, management pages of frameworks. */
export const apis: readonly Product[] = [
  web(
    'mcp',
    'MCP server',
    'https://modelcontextprotocol.io/specification/2025-06-18/basic/authorization',
    3001,
    8931,
  ),
  known(
    'mcp-inspector',
    'MCP inspector',
    'https://github.com/modelcontextprotocol/inspector#security-considerations',
    data(6277, 'http'),
    // The page of 1.x, and all of 2.x.
    data(6274, 'http'),
  ),
];
