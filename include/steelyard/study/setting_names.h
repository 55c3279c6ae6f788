/// The names of the settings of an analysis: keys of [[analysis]] and, with two dashes, options of
/// `steelyard pool`. What they mean is resolved in analysis/plan.cpp.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace steelyard {

enum class SettingTakes {
  text,
  flag,     ///< true or false
  columns,  ///< titles of the table's columns, with commas between them
  formula,  ///< a model formula (study/formula.h)
};

struct SettingName {
  std::string_view id;    ///< "tau2"
  std::string_view help;  ///< one line for --help
  SettingTakes takes = SettingTakes::text;
};

/// The columns of the table that a setting names.
std::vector<std::string> columns_named(const SettingName& name, std::string_view text);

/// In the order of --help. "measure" is the first, and the only one that is required.
std::span<const SettingName> setting_names();

}  // namespace steelyard
