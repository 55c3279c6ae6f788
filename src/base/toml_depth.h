// How deeply a TOML text nests, found before it is parsed.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace steelyard {

// Levels of tables and lists; a review has 5. Each takes some room of the stack while it is parsed.
constexpr int deepest = 64;

// Byte offset at which a text goes below `deepest` levels; absent if it never does. The dots of a
// key count like brackets: a.b.c = 1 makes two tables.
std::optional<std::size_t> too_deep(std::string_view text);

}  // namespace steelyard
