// sRGB (IEC 61966-2-1) as an ICC profile with a matrix and one curve (ICC.1:2001-04).
#include "write/srgb_profile.h"

#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace steelyard {

namespace {

void append16(std::string& bytes, unsigned value) {
  bytes += static_cast<char>(value >> 8U & 0xFFU);
  bytes += static_cast<char>(value & 0xFFU);
}

void append32(std::string& bytes, std::uint32_t value) {
  append16(bytes, value >> 16U);
  append16(bytes, value & 0xFFFFU);
}

// A colour in the profile connection space, as signed 16.16 numbers.
std::string xyz(double x, double y, double z) {
  std::string bytes = "XYZ ";
  append32(bytes, 0);
  for (const double value : {x, y, z})
    append32(bytes, static_cast<std::uint32_t>(std::lround(value * 65536)));
  return bytes;
}

std::string text(std::string_view words) {
  std::string bytes = "text";
  append32(bytes, 0);
  bytes += words;
  return bytes + '\0';
}

// A description: ASCII, then empty Unicode and Macintosh names (6.5.17).
std::string description(std::string_view words) {
  std::string bytes = "desc";
  append32(bytes, 0);
  append32(bytes, static_cast<std::uint32_t>(words.size() + 1));
  bytes += words;
  constexpr std::size_t end_of_ascii = 1, unicode = 8, macintosh = 2 + 1 + 67;
  return bytes + std::string(end_of_ascii + unicode + macintosh, '\0');
}

// The transfer function of IEC 61966-2-1, in 256 steps.
std::string curve() {
  constexpr unsigned steps = 256;
  std::string bytes = "curv";
  append32(bytes, 0);
  append32(bytes, steps);
  for (unsigned i = 0; i < steps; ++i) {
    const double signal = i / (steps - 1.0);
    const double light =
        signal <= 0.04045 ? signal / 12.92 : std::pow((signal + 0.055) / 1.055, 2.4);
    append16(bytes, static_cast<unsigned>(std::lround(light * 65535)));
  }
  return bytes;
}

// 128 bytes: clause 6.1.
std::string header(std::size_t size) {
  std::string bytes;
  append32(bytes, static_cast<std::uint32_t>(size));
  append32(bytes, 0);           // no preferred colour engine
  append32(bytes, 0x02100000);  // version 2.1
  bytes += "mntrRGB XYZ ";
  for (const unsigned part : {2026U, 1U, 1U, 0U, 0U, 0U}) append16(bytes, part);  // made on
  bytes += "acsp";
  bytes += std::string(28, '\0');  // platform, flags, device, intent
  for (const std::uint32_t part : {0xF6D6U, 0x10000U, 0xD32DU}) append32(bytes, part);  // D50
  return bytes + std::string(128 - bytes.size(), '\0');
}

}  // namespace

std::string srgb_profile() {
  const std::string one_curve = curve();
  // White point D50 and sRGB's primaries adapted to it by the Bradford transform.
  const std::vector<std::pair<std::string_view, std::string>> tags = {
      {"desc",       description("sRGB IEC61966-2.1")},
      {"cprt",       text("Public domain")           },
      {"wtpt",       xyz(0.9642,                       1.0, 0.8249)},
      {"rXYZ",     xyz(0.43607,                                     0.22249, 0.01392)},
      {"gXYZ",xyz(0.38515,0.71687, 0.09708)},
      {"bXYZ",            xyz(0.14307,                                       0.06061, 0.71410)},
      {"rTRC",     one_curve                                           },
      {"gTRC",       one_curve                },
      {"bTRC",    one_curve                                   }
  };
  constexpr std::size_t header_size = 128, row_size = 12;
  std::string table, body;
  append32(table, static_cast<std::uint32_t>(tags.size()));
  const std::size_t start = header_size + 4 + row_size * tags.size();
  std::size_t offset = 0;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const auto& [name, bytes] = tags[i];
    const bool shared = i > 0 && bytes == tags[i - 1].second;  // the curve stands there once
    if (!shared) {
      body.resize((body.size() + 3) / 4 * 4);
      offset = start + body.size();
      body += bytes;
    }
    table += name;
    append32(table, static_cast<std::uint32_t>(offset));
    append32(table, static_cast<std::uint32_t>(bytes.size()));
  }
  body.resize((body.size() + 3) / 4 * 4);
  return header(start + body.size()) + table + body;
}

}  // namespace steelyard
