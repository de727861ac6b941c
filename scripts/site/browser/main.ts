import { setUpCopy } from './copy.ts';
import { setUpExpand } from './expand.ts';
import { followLanguage } from './language.ts';
import { setUpDrawer, showCurrent } from './menu.ts';
import { followPlace } from './place.ts';
import { setUpSearch } from './search.ts';
import { setUpTheme } from './theme.ts';

followLanguage();
showCurrent();
setUpDrawer();
setUpTheme();
setUpSearch();
setUpCopy();
setUpExpand();
followPlace();
