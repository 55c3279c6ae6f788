/// Characters that no page can show: control codes, private use, noncharacters.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "steelyard/base/notice.h"

namespace steelyard {

/// True for control codes (but tab and line ends), private-use characters and noncharacters.
bool is_unprintable(char32_t code_point);

/// "the character U+001B is a control code, but must be one that can be printed".
std::string unprintable_text(char32_t code_point);

/// The hint that goes with it.
std::string unprintable_hint();

/// The first unprintable character of a text; absent if there is none.
std::optional<char32_t> first_unprintable(std::string_view text);

/// An error for every line of a file that holds an unprintable character, at the first of them;
/// for at most 100 lines, because a file with more is no text at all.
Notices unprintable_characters(std::string_view text, const std::string& name);

/// The text with U+FFFD in the place of control codes, so that a terminal does not obey them.
std::string shown_safely(std::string_view text);

}  // namespace steelyard
