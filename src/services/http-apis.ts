/** Interfaces for programs and for developers, among the products that speak HTTP. */
import type { HttpService } from './families/http-service.ts';
import { mcpInspector } from './mcp-inspector.ts';
import { mcp } from './mcp/mcp.ts';
import { nodeInspector } from './node-inspector.ts';

export const httpApis: readonly HttpService[] = [mcp, mcpInspector, nodeInspector];
