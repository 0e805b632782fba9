/** ECharts is larger than the rest of the page: asked for when a chart is waited for, and not before its question. */
export const loadCanvas = () => import('./TimeCanvas.tsx')
