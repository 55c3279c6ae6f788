// Names that other programs give to measures, estimators and intervals.
#pragma once
#include <string_view>

namespace steelyard {

struct OtherName {
  std::string_view setting, name;
  std::string_view ours;  // the row that means the same; empty if none does
  std::string_view hint;  // what to do instead
};

// Null if no other program is known to use this name (ASCII case does not matter).
const OtherName* other_name(std::string_view setting, std::string_view name);

// The name of the row that is meant: `name` itself where it is none of another program.
std::string_view our_name(std::string_view setting, std::string_view name);

}  // namespace steelyard
