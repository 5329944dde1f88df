export type StoreKind = 'sqlite' | 'postgresql';
