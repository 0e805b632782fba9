import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import './theme/mantine.css'
import './theme/page.css'
import { adoptStyles } from './theme/adopt-styles.ts'

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no #root')

adoptStyles(document)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
