/** What a site is written with where a test looks at its pages alone: no style, script or font. */
export const noAssets = {
  styles: [],
  head: '',
  pathLanguage: '',
  script: '',
  formStyle: '',
  formScripts: { try: '', filter: '' },
  search: '',
  icon: '',
  font: '',
};
