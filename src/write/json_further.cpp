// Further analyses as JSON, by what they are: no analysis is named here.
#include "steelyard/analysis/further.h"
#include "write/json_values.h"

namespace steelyard {

namespace {

Json value_json(const std::optional<double>& value, QuantityKind kind) {
  return value && kind == QuantityKind::count ? json_count(*value) : json_number(value);
}

Json table_json(const QuantityTable& table) {
  Json rows = Json::array();
  for (const QuantityRow& row : table.rows) {
    Json json{{table.row_label.empty() ? "name" : table.row_label, row.name}};
    Json display = Json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const QuantityColumn& column = table.columns[i];
      json[column.id] = value_json(row.values[i], column.kind);
      if (column.kind == QuantityKind::effect)
        display[column.id] = json_number(i < row.shown.size() ? row.shown[i] : std::nullopt);
    }
    if (!display.empty()) json["display"] = std::move(display);
    rows.push_back(std::move(json));
  }
  return rows;
}

Json notes_json(const std::vector<FitNote>& notes) {
  Json list = Json::array();
  for (const FitNote& note : notes) list.push_back({{"code", note.code}, {"text", note.text}});
  return list;
}

}  // namespace

Json quantities_json(const std::vector<Quantity>& quantities) {
  Json json = Json::object(), display = Json::object();
  for (const Quantity& quantity : quantities) {
    json[quantity.id] = value_json(quantity.value, quantity.kind);
    if (quantity.kind == QuantityKind::effect) display[quantity.id] = json_number(quantity.shown);
  }
  if (!display.empty()) json["display"] = std::move(display);
  return json;
}

void add_further(Json& analysis, const AnalysisFinding& finding) {
  for (const FurtherFinding& further : finding.further) {
    Json json{{"label", std::string(further.analysis->label)}};
    if (!further.argument.empty()) json["argument"] = further.argument;
    json.update(quantities_json(further.quantities));
    for (const QuantityTable& table : further.tables) json[table.id] = table_json(table);
    json["notes"] = notes_json(further.notes);
    analysis[std::string(further.analysis->group)][std::string(further.analysis->id)] =
        std::move(json);
  }
}

}  // namespace steelyard
