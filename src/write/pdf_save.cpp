// File layout: header, streams, object streams, cross-reference stream (ISO 32000-1, 7.5).
#include "write/pdf_save.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "steelyard/base/file.h"
#include "write/pdf_deflate.h"
#include "write/pdf_syntax.h"

namespace steelyard {

namespace {

// Objects in one object stream: readers unpack it whole to find one of them.
constexpr std::size_t objects_in_stream = 200;

// Where an object is: a row of the cross-reference stream.
struct Location {
  std::uint8_t kind = 0;    // 0 free, 1 in the file, 2 in an object stream
  std::uint32_t where = 0;  // offset, or number of the object stream
  std::uint16_t index = 0;  // in the object stream
};
constexpr std::size_t row_size = 7;

std::array<std::uint8_t, row_size> row_of(const Location& place) {
  const auto byte = [](std::uint32_t value, unsigned shift) {
    return static_cast<std::uint8_t>(value >> shift);
  };
  return {place.kind,           byte(place.where, 24), byte(place.where, 16), byte(place.where, 8),
          byte(place.where, 0), byte(place.index, 8),  byte(place.index, 0)};
}

// Each row as the difference to the row above: PNG's predictor Up, which packs far better.
std::string differences(std::span<const Location> places) {
  constexpr char up = 2;
  std::string bytes;
  std::array<std::uint8_t, row_size> above{};
  for (const Location& place : places) {
    const auto row = row_of(place);
    bytes += up;
    for (std::size_t i = 0; i < row_size; ++i) bytes += static_cast<char>(row[i] - above[i]);
    above = row;
  }
  return bytes;
}

class FileWriter {
 public:
  explicit FileWriter(std::size_t object_count) : places_(object_count + 1) {
    places_[0].index = 0xFFFF;  // the head of the list of free objects
  }

  void write(unsigned number, std::string_view bytes) {
    places_[number] = {1, static_cast<std::uint32_t>(bytes_.size()), 0};
    bytes_ += fmt::format("{} 0 obj\n", number);
    bytes_ += bytes;
    bytes_ += "\nendobj\n";
  }

  void write_packed(std::span<const StoredObject* const> objects) {
    std::string offsets, bodies;
    const auto stream = static_cast<unsigned>(places_.size());
    places_.emplace_back();
    for (std::size_t i = 0; i < objects.size(); ++i) {
      places_[objects[i]->number] = {2, stream, static_cast<std::uint16_t>(i)};
      offsets += fmt::format("{} {} ", objects[i]->number, bodies.size());
      bodies += objects[i]->bytes;
      bodies += '\n';
    }
    write(stream, stream_object(
                      fmt::format("/Type /ObjStm /N {} /First {}", objects.size(), offsets.size()),
                      offsets + bodies));
  }

  std::string finish(unsigned catalog, unsigned info) {
    const auto stream = static_cast<unsigned>(places_.size());
    const std::size_t start = bytes_.size();
    places_.push_back({1, static_cast<std::uint32_t>(start), 0});
    const std::string identifier = sha256(bytes_).substr(0, 32);
    write(stream,
          stream_object(fmt::format("/Type /XRef /Size {} /W [1 4 2] /Root {} /Info {} "
                                    "/ID [<{}><{}>] /DecodeParms <</Predictor 12 /Columns {}>>",
                                    places_.size(), reference(catalog), reference(info), identifier,
                                    identifier, row_size),
                        differences(places_)));
    bytes_ += fmt::format("startxref\n{}\n%%EOF\n", start);
    return std::move(bytes_);
  }

 private:
  [[nodiscard]] std::string stream_object(const std::string& entries, std::string_view data) const {
    const std::string packed = deflate_(data);
    return fmt::format("<<{} /Filter /FlateDecode /Length {}>>\nstream\n", entries, packed.size()) +
           packed + "\nendstream";
  }

  // The comment holds bytes above 127, by which file transfer knows a binary file.
  std::string bytes_ = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  std::vector<Location> places_;
  Deflater deflate_;
};

}  // namespace

std::string save_pdf(std::span<const StoredObject> objects, unsigned catalog, unsigned info) {
  FileWriter file(objects.size());
  std::vector<const StoredObject*> packable;
  for (const StoredObject& object : objects) {
    if (object.is_stream)
      file.write(object.number, object.bytes);
    else
      packable.push_back(&object);
  }
  const std::span<const StoredObject* const> all = packable;
  for (std::size_t at = 0; at < all.size(); at += objects_in_stream)
    file.write_packed(all.subspan(at, std::min(objects_in_stream, all.size() - at)));
  return file.finish(catalog, info);
}

}  // namespace steelyard
