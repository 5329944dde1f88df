import { fromJars } from './search.ts';

export const opensearch = fromJars('opensearch', 'opensearch-2.19.4');
