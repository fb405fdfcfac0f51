import { describe, expect, it } from 'vitest';
import { forgetReceived } from '../../../frontend/src/device/forgetting';
import { overviewOf, type Overview } from '../../../frontend/src/device/overview';
import { stuckIn } from '../../../frontend/src/device/stuck';
import { MIRA, NILS, Phone } from './phone';

const HOUR_MS = 3_600_000;
