// The table editor's menu, which has no Vietnamese of its own.
{
  const item = (name) => `ContextMenu:items.${name}`;

  window.Handsontable.languages.registerLanguageDictionary({
    languageCode: "vi",
    [item("insertRowAbove")]: gettext("Insert row above"),
    [item("insertRowBelow")]: gettext("Insert row below"),
    [item("insertColumnOnTheLeft")]: gettext("Insert column to the left"),
    [item("insertColumnOnTheRight")]: gettext("Insert column to the right"),
    [item("removeRow")]: [gettext("Remove row"), gettext("Remove rows")],
    [item("removeColumn")]: [gettext("Remove column"), gettext("Remove columns")],
    [item("undo")]: gettext("Undo"),
    [item("redo")]: gettext("Redo"),
  });
}
