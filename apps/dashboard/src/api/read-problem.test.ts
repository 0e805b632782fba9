import { describe, expect, it } from 'vitest'
import { readProblem } from './read-problem.ts'

const said = (status: number, body: string) => {
  const { code, message, retry } = readProblem(status, body)
  return { code, message, retry }
}

describe('a refusal of the server', () => {
  it('keeps its code and its words', () => {
    const body = {
      title: 'Too expensive',
      detail: 'Ask for a shorter time.',
      code: 'too-expensive',
    }
    expect(said(422, JSON.stringify(body))).toEqual({
      code: 'too-expensive',
      message: 'Ask for a shorter time.',
      retry: 'never',
    })
  })

  it('is worth repeating when it is about now, not about the question', () => {
    expect(said(503, '{"code":"unavailable"}').retry).toBe('later')
    expect(said(429, '{"code":"rate-limited"}').retry).toBe('later')
    expect(said(401, '{"code":"unauthorized"}').retry).toBe('never')
  })

  it.each([
    ['<html>Bad gateway</html>', 502, 'unavailable'],
    ['', 500, 'unavailable'],
    ['null', 403, 'forbidden'],
    ['[]', 404, 'not-found'],
    ['"code"', 400, 'invalid'],
    ['{"code":"toString","detail":7,"title":""}', 429, 'rate-limited'],
  ])('that is not a problem document (%s) is told by its status', (body, status, code) => {
    expect(said(status, body)).toMatchObject({
      code,
      message: `The server answered with status ${status}.`,
    })
  })
})
