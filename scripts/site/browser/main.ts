import { setUpCatalogue } from './code-filter.ts';
import { setUpCopy } from './copy.ts';
import { followLanguage } from './language.ts';
import { followPlace } from './place.ts';
import { setUpSearch } from './search.ts';
import { setUpTry } from './try.ts';

followLanguage();
setUpSearch();
setUpCatalogue();
setUpTry();
setUpCopy();
followPlace();
