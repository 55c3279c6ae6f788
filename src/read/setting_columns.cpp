// What the settings of an analysis ask of its table.
#include "setting_columns.h"

#include "steelyard/base/text.h"
#include "steelyard/study/setting_names.h"

namespace steelyard {

void need_columns(const Settings& settings, TableOptions& options) {
  const auto quantiles = settings.find("quantiles");
  options.fit_quantiles = quantiles != settings.end() && lower_case(quantiles->second.text) == "fitted";
  for (const SettingName& name : setting_names()) {
    const auto setting = settings.find(std::string(name.id));
    if (setting == settings.end()) continue;
    for (std::string& column : columns_named(name, setting->second.text)) {
      if (name.id == "cluster") options.cluster.push_back(column);
      options.needed.emplace_back(std::move(column), setting->second.where);
    }
  }
}

}  // namespace steelyard
