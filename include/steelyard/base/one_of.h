/// Is a word among a few others?
#pragma once
#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace steelyard {

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace steelyard
