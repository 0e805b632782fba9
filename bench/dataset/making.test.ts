import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeOnce } from './making.ts'

let folder = ''
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'airgraph-making-')), 'made')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const fill = (half: string) => writeFileSync(join(half, 'file'), 'whole')

it('makes it once', () => {
  let made = 0
  for (let i = 0; i < 2; i++)
    makeOnce(folder, (half) => {
      fill(half)
      made++
    })
  expect(made).toBe(1)
  expect(readdirSync(folder)).toEqual(['file'])
})

it('is not there when making it failed, and is made the next time', () => {
  const fail = () => makeOnce(folder, () => expect.unreachable('the disk is full'))
  expect(fail).toThrow()
  expect(existsSync(folder)).toBe(false)
  makeOnce(folder, fill)
  expect(readdirSync(join(folder, '..'))).toEqual([basename(folder)])
})

it('clears away what a process that is gone left, and nothing of one that lives', () => {
  const [gone, alive] = [`${folder}.half-999999999`, `${folder}.half-${process.ppid}`]
  mkdirSync(gone)
  mkdirSync(alive)
  makeOnce(folder, fill)
  expect([existsSync(gone), existsSync(alive)]).toEqual([false, true])
})

it('leaves what another made meanwhile', () => {
  makeOnce(folder, (half) => {
    fill(half)
    mkdirSync(folder)
    writeFileSync(join(folder, 'theirs'), '')
  })
  expect(readdirSync(folder)).toEqual(['theirs'])
})
