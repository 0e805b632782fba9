const words: Readonly<Record<string, string>> = {
  EACCES: 'that is not allowed',
  EPERM: 'that is not allowed',
  EROFS: 'it is mounted to be read only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'there is no more room for this user',
  ENOTDIR: 'a part of it is a file, not a folder',
  EEXIST: 'there is a file of that name',
  ENOENT: 'it is not there',
}

/** What the file system says, in words. */
export const whyNot = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return ('code' in error ? words[String(error.code)] : undefined) ?? error.message
}
