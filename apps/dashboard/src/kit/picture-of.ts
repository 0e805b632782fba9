const margin = 16
const titleHeight = 28

/** The chart of a tile on the tile's own ground, under its title. `null` where there is no chart. */
export async function pictureOf(tile: HTMLElement, title: string): Promise<Blob | null> {
  const chart = tile.querySelector('canvas')
  if (chart === null) return null
  const scale = chart.width / chart.clientWidth
  const canvas = document.createElement('canvas')
  canvas.width = chart.width + 2 * margin * scale
  canvas.height = chart.height + (2 * margin + titleHeight) * scale
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  const { backgroundColor, color, fontFamily } = getComputedStyle(tile)
  pen.fillStyle = backgroundColor
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = color
  pen.font = `600 ${14 * scale}px ${fontFamily}`
  pen.textBaseline = 'top'
  pen.fillText(title, margin * scale, margin * scale)
  pen.drawImage(chart, margin * scale, (margin + titleHeight) * scale)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
