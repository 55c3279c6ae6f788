// What to write in place of a number that could not be read.
#pragma once
#include <string>
#include <string_view>

namespace steelyard {

/// "write 1200, without a separator of thousands"; empty where nothing is known to help.
std::string number_hint(std::string_view text, bool is_whole);

}  // namespace steelyard
