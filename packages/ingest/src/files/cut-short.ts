/** The rest of a gzip file is missing or damaged. */
export class CutShort extends Error {
  override readonly name = 'CutShort'
}
