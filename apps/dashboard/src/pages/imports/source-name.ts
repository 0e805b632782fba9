/** As the command line calls it: "Orders 2026 (final).csv.gz" is "orders-2026-final". */
export const sourceNameOf = (file: string) =>
  file
    .toLowerCase()
    .replace(/(\.(csv|tsv|txt|ndjson|jsonl|json|gz))+$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64) || 'file'
