import { expect, it } from 'vitest'
import { contrast, contrastWarning } from './contrast.ts'

it('is measured as WCAG has it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2)
})
it('a colour that cannot be read on white is warned of', () => {
  expect(contrastWarning('#ffd400')).toMatch(/darker/)
  expect(contrastWarning('#1f3a8a')).toBeNull()
})
