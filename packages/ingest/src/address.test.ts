import { describe, expect, it } from 'vitest'
import { readAddress } from './address.ts'

describe('an address', () => {
  it.each([
    ['ann@example.com', 'ann@example.com'],
    ['Ann <ann@Example.com>', 'ann@example.com'],
    ['"Doe, Ann" <Ann.Doe@EXAMPLE.com>', 'ann.doe@example.com'],
    ['"ann@work" <ann@example.com>', 'ann@example.com'],
    ['<ann@example.com>', 'ann@example.com'],
    ['Ann+News@Example.com', 'ann+news@example.com'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@Bücher.Example', 'ann@xn--bcher-kva.example'],
    ['ann@例え.jp', 'ann@xn--r8jz45g.jp'],
    ['jörg@example.com', 'jörg@example.com'],
    ['jo\u0308rg@example.com', 'jörg@example.com'],
    ['\u00a0\ufeff ann@example.com\u200b\r\n', 'ann@example.com'],
    ['ann@example.com.', 'ann@example.com'],
    ["o'brien@example.co.uk", "o'brien@example.co.uk"],
    ['ann@localhost', 'ann@localhost'],
  ])('%j is %s', (text, address) => {
    expect(readAddress(text)).toEqual({ ok: true, value: address })
  })

  const refused: [string, string][] = [
    ['', 'has no @'],
    ['ann', 'has no @'],
    ['Ann <ann>', 'has no @'],
    ['ann@a.com, bob@b.com', 'names more than one address'],
    ['ann@@example.com', 'names more than one address'],
    ['@example.com', 'has a part before the @ that no mailbox can have'],
    ['a nn@example.com', 'has a part before the @ that no mailbox can have'],
    ['"a b"@example.com', 'has a part before the @ that no mailbox can have'],
    ['an\u200bn@example.com', 'has a part before the @ that no mailbox can have'],
    ['an\ud800n@example.com', 'has a part before the @ that no mailbox can have'],
    ['ann@', 'has a domain that cannot exist'],
    ['ann@.com', 'has a domain that cannot exist'],
    ['ann@example..com', 'has a domain that cannot exist'],
    ['ann@exa mple.com', 'has a domain that cannot exist'],
    ['ann@[192.0.2.1]', 'has a domain that cannot exist'],
    ['ann@192.0.2.1', 'has a domain that cannot exist'],
    ['ann@１９２.0.2.1', 'has a domain that cannot exist'],
    ['ann@example.com/path', 'has a domain that cannot exist'],
    [`ann@${'a'.repeat(64)}.com`, 'has a domain that cannot exist'],
    ['ann@example.com\r\nBcc: bob', 'has control characters'],
    ['Ann\r\n <ann@example.com>', 'has control characters'],
    ['ann\0@example.com', 'has control characters'],
    [`${'a'.repeat(400)}@example.com`, 'longer than an address can be'],
    [`${'a'.repeat(10_000)}@example.com`, 'longer than an address can be'],
    [' '.repeat(10_000), 'longer than an address can be'],
  ]
  it.each(refused.map(([text, fault]) => [fault, text.slice(0, 40), text] as const))(
    '%s: %j',
    (fault, _short, text) => {
      expect(readAddress(text)).toEqual({ ok: false, error: fault })
    },
  )

  it('stays what it is when it is read again', () => {
    for (const text of ['Ann <ann@Bücher.example>', 'JÖRG@example.com', 'İ@example.com']) {
      const once = readAddress(text)
      expect(once.ok && readAddress(once.value)).toEqual(once)
    }
  })
})
