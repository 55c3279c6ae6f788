// What most files need and costs the most to read; compiled once.
#pragma once
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>
