/**
 * Tools of an MCP server, by their names and those of their arguments; what a tool could do is told from them. None is
 * called. The list needs a session of its own: docs/decisions/mcp-sessions.md.
 */
import type { Listed } from '../../data/item.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, listEach, namesAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { textField } from '../families/http-talk.ts';
import * as requests from '../mcp/requests.ts';

const LISTED = 'tools';

async function take(reader: HttpReader): Promise<void> {
  const hello = await reader.page(requests.initialize());
  if (!hello || requests.rpcOf(hello) === undefined) return;
  const session = requests.sessionOf(hello);
  await reader.page(requests.initialized(session));
  const page = await reader.page({ ...requests.listOf(LISTED, session), large: true });
  const tools = page ? entriesAt(requests.rpcOf(page), 'result', LISTED) : [];
  if (page?.status === 200) reader.task.into.listed();
  await listEach(reader, tools, bare);
}

function bare(tool: unknown): Listed {
  return {
    kind: 'tool',
    name: textField(tool, 'name') ?? '',
    fields: namesAt(tool, 'inputSchema', 'properties').map((name) => ({
      name,
      type: textField(tool, 'inputSchema', 'properties', name, 'type') ?? '',
    })),
  };
}

const BARE: requests.McpSession = { id: undefined, version: undefined };

export const mcpInventory: HttpInventory = {
  asks: [requests.initialize(), requests.initialized(BARE), requests.listOf(LISTED, BARE)],
  take,
};
