import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer])

export type Draw = (height: number) => EChartsCoreOption

const replaceMerge = ['grid', 'xAxis', 'yAxis', 'series']

/** Draws into the element, again whenever its size or the drawing changes. */
export function useChart(place: RefObject<HTMLElement | null>, draw: Draw) {
  const chart = useRef<ECharts>(null)
  const current = useRef(draw)

  useLayoutEffect(() => {
    if (!place.current) return undefined
    const made = init(place.current)
    const observer = new ResizeObserver(() => {
      made.resize()
      made.setOption(current.current(made.getHeight()), { replaceMerge })
    })
    observer.observe(place.current)
    chart.current = made
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [place])

  useEffect(() => {
    current.current = draw
    if (chart.current) chart.current.setOption(draw(chart.current.getHeight()), { replaceMerge })
  }, [draw])
}
