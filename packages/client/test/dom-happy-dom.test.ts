// @vitest-environment happy-dom
import { holdsWithDom } from './dom.ts';

holdsWithDom('happy-dom');
