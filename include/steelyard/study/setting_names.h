/// The names of the settings of an analysis: keys of [[analysis]] and, with two dashes, options of
/// `steelyard pool`. What they mean is resolved in analysis/plan.cpp.
#pragma once
#include <span>
#include <string_view>

namespace steelyard {

enum class SettingTakes {
  text,
  flag,     ///< true or false
  columns,  ///< titles of the table's columns, with commas between them
};

struct SettingName {
  std::string_view id;    ///< "tau2"
  std::string_view help;  ///< one line for --help
  SettingTakes takes = SettingTakes::text;
};

/// In the order of --help. "measure" is the first, and the only one that is required.
std::span<const SettingName> setting_names();

}  // namespace steelyard
