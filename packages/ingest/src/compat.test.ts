import { compatContract } from './compat.contract.ts'
import { compats } from './compats.ts'

for (const compat of compats) compatContract(compat)
