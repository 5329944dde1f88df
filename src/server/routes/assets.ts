import { z } from 'zod';
import { Access } from '../../model/access.ts';
import { DataMapRow } from '../../model/data-map.ts';
import { DataClass } from '../../model/inventory.ts';
import type { KeptAsset } from '../../store/assets.ts';
import { pageOf, placeIn } from '../cursor.ts';
import { endpoint } from '../endpoint.ts';
import { Problem } from '../problem.ts';
import { AssetDetail, AssetShape, pageShape } from '../shapes.ts';
import { Paged, Text } from '../words.ts';

const tag = 'assets';
const LOOKS = 5;
const AssetPlace = z.string().max(1000);
const MapPlace = z.object({ asset: z.string().max(1000), class: z.string().max(40) });

export function shapeOfAsset(kept: KeptAsset): z.input<typeof AssetShape> {
  const { first_seen: firstSeen, last_seen: lastSeen, access, ...rest } = kept;
  return { ...rest, access: Access.parse(access), firstSeen, lastSeen };
}

export const assetRoutes = [
  endpoint({
    method: 'get',
    path: '/assets',
    id: 'listAssets',
    summary: 'Everything that ever answered, by name',
    tag,
    needs: 'read',
    query: Paged.extend({
      q: Text.optional().describe('Part of its name'),
      product: Text.optional(),
      access: Access.optional(),
      entry: Text.optional(),
    }),
    answer: pageShape(AssetShape),
    handle: async ({ facts, query }) => {
      const { limit, cursor, q: text, product, access, entry } = query;
      const after = placeIn(AssetPlace, cursor);
      const filter = { text, product, access, entry };
      const page = await pageOf(
        limit,
        (most) => facts.store.assets.page(most, after, filter),
        ({ asset }) => asset,
      );
      return { ...page, items: page.items.map(shapeOfAsset) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/assets/{asset}',
    id: 'getAsset',
    summary: 'One asset with its findings and latest looks',
    tag,
    needs: 'read',
    answer: AssetDetail,
    handle: async ({ facts: { store }, params }) => {
      const name = params['asset'] ?? '';
      const kept = await store.assets.byName(name);
      if (!kept) throw new Problem(404);
      const [findings, observations, dataMap, links] = await Promise.all([
        store.findings.ofAsset(name),
        store.observations.ofAsset(name, LOOKS),
        store.dataMap.ofAsset(name),
        store.assets.linksOf(name),
      ]);
      return { ...shapeOfAsset(kept), findings, observations, dataMap, links };
    },
  }),
  endpoint({
    method: 'get',
    path: '/data-map',
    id: 'getDataMap',
    summary: 'What classes of data stand where, one row a store and class',
    tag,
    needs: 'read',
    query: Paged.extend({ class: DataClass.optional() }),
    answer: pageShape(DataMapRow),
    handle: ({ facts, query: { limit, cursor, class: wanted } }) => {
      const after = placeIn(MapPlace, cursor);
      return pageOf(
        limit,
        (most) => facts.store.dataMap.page(most, after, wanted),
        ({ asset, class: of }) => ({ asset, class: of }),
      );
    },
  }),
];
