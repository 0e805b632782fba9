import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** The machine that runs this may be busy. */
const slow = { timeout: 15_000 }

export const settled = async (page: Page) => {
  await page.locator('h1').first().waitFor()
  await expect.poll(() => page.getByLabel('Loading', { exact: true }).count(), slow).toBe(0)
  await page.waitForLoadState('networkidle').catch(() => {}) // the live stream never ends
}

/** What is on its way to how it will look; spinners never are. */
const moving =
  "document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getTiming().iterations !== Infinity).length"

/** What axe finds against WCAG 2.2 AA, each with where. */
export async function findings(page: Page) {
  await expect.poll(() => page.evaluate(moving), slow).toBe(0) // what fades in has too little contrast
  await page.evaluate(axe.source)
  const found: { violations: { id: string; nodes: { html: string }[] }[] } = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  )
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

/** Text that does not fit its box although nothing says that it may be cut, and things upon each other. */
export const misplaced = `(() => {
  const isShown = (box) => box.width > 1 && box.height > 1
  const clipped = [...document.querySelectorAll('main :is(h1, h2, h3, p, button, .key-number-value, .badge)')]
    .filter((one) => isShown(one.getBoundingClientRect()))
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
    .filter((one) => !one.closest('.hidden-visually, .sort-header') && getComputedStyle(one).display !== 'inline')
    .map((one) => 'clipped: ' + one.textContent.slice(0, 60))
  const boxes = [...document.querySelectorAll('.tile, .key-numbers, .page-header')].map((one) => [one, one.getBoundingClientRect()])
  const upon = boxes.flatMap(([a, x], i) => boxes.slice(i + 1)
    .filter(([b]) => !a.contains(b) && !b.contains(a))
    .filter(([, y]) => x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1)
    .map(([b]) => 'upon each other: ' + a.textContent.slice(0, 30) + ' / ' + b.textContent.slice(0, 30)))
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
  return [...clipped, ...upon, ...(wide > 0 ? ['wider than its window by ' + wide] : [])]
})()`
