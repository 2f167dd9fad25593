using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Playlist.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SongEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ScannedFolder",
                table: "library",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "song_events",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TraceParent = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_song_events", x => x.Number);
                });

            migrationBuilder.UpdateData(
                table: "library",
                keyColumn: "Id",
                keyValue: 1,
                column: "ScannedFolder",
                value: null);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "song_events");

            migrationBuilder.DropColumn(
                name: "ScannedFolder",
                table: "library");
        }
    }
}
