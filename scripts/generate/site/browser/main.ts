import { setUpCatalogue } from './catalogue.ts';
import { followLanguage } from './language.ts';
import { setUpSearch } from './search.ts';
import { setUpTry } from './try.ts';

followLanguage();
setUpSearch();
setUpCatalogue();
setUpTry();
