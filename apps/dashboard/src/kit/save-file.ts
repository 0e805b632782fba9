/** Hands the browser a file to save. */
export function saveFile(content: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name.replaceAll(/[^\p{L}\p{N}.@_-]+/gu, '-')
  link.click()
  URL.revokeObjectURL(link.href)
}

export const csvFile = (text: string) => new Blob([text], { type: 'text/csv;charset=utf-8' })
