import type { QueryClient } from '@tanstack/react-query'
import type { News } from '../../api/read-committed.ts'

type Reader = (news: News) => void

/** Where the live stream says what came, and whatever is on the page reads it. */
function createBulletin() {
  const readers = new Set<Reader>()
  return {
    read(reader: Reader) {
      readers.add(reader)
      return () => void readers.delete(reader)
    },
    post: (news: News) => readers.forEach((reader) => reader(news)),
  }
}

type Bulletin = ReturnType<typeof createBulletin>

const all = new WeakMap<QueryClient, Bulletin>()

/** One for each cache, and so for each workspace. */
export function bulletinOf(cache: QueryClient): Bulletin {
  const there = all.get(cache) ?? createBulletin()
  all.set(cache, there)
  return there
}
